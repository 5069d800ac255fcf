export async function pageBench(): Promise<void> {}
