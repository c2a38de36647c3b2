import { sample } from './sample.ts';

// npx tsx journeys/sample/generate.ts > journeys/sample/events.ndjson
process.stdout.write(sample());
