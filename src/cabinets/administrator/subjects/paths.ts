export const subjectsPath = '/cabinet/subjects';
export const subjectPath = (subjectId: bigint | string) => `${subjectsPath}/${subjectId}`;
export const rightPath = (rightId: bigint | string) => `${subjectsPath}/rights/${rightId}`;
