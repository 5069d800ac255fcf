export const territoriesPath = '/cabinet/territories';
export const uploadPath = (uploadId: bigint | string) => `${territoriesPath}/${uploadId}`;
