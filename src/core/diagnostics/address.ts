/** True if what a place names as its file is a document of another host, by its address; paths of a workspace never look like one. */
export function isAddress(file: string): boolean {
  return /^https?:\/\//.test(file)
}
