export { fingerprint } from '../../store/fingerprint.ts';
