/** Rights of a provider and what they ask to change. */
export const provisionPath = '/cabinet/provision';
/** What bodies are to answer. */
export const provisionDeskPath = '/cabinet/provision-desk';

export const changePath = (changeId: bigint): string => `${provisionPath}/${changeId}`;
export const answerPath = (changeId: bigint): string => `${provisionDeskPath}/${changeId}`;
