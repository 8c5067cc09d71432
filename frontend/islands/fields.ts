// What a form would send, without its files.
export function fieldsOf(data: Iterable<[string, unknown]>): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of data) if (typeof value === "string") fields.append(name, value);
  return fields;
}
