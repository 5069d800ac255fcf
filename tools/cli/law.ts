import '../law/map.ts';
