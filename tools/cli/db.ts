import '../db/dump-schema.ts';
