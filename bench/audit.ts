export async function auditBench(): Promise<void> {}
