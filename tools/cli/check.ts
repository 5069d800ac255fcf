import '../check.ts';
