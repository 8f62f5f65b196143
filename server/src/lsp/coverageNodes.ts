// The ids of the coverage view's nodes among those of several workspace
// folders: the folder's URI and the node's own id.

const bar = "|";

export function nodeIdIn(folderUri: string, id: string): string {
  return `${folderUri}${bar}${id}`;
}

export function splitNodeId(
  id: string,
): readonly [folder: string, own: string] {
  const at = id.indexOf(bar);
  return [id.slice(0, at), id.slice(at + 1)];
}
