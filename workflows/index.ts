export { journey } from './journey.ts';
export type { Story } from './journey.ts';
export { refresh } from './refresh.ts';
