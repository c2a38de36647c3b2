export { journey } from './journey.ts';
export type { Story } from './journey.ts';
