/**
 * Reads a JSON object of another system with every number kept as the text it was written with:
 * 1250.50 must not pass through floating point, nor a long identifier lose its last digits.
 * Undefined when the text is not JSON, or is JSON but no object.
 */
export function readJsonAnswer(text: string): Readonly<Record<string, unknown>> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text, keepNumberAsText);
  } catch (error) {
    // An HTML page or a bare sentence in place of JSON is an expected trouble, not a defect.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Readonly<Record<string, unknown>>;
}

function keepNumberAsText(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}
