/** The cache has under this name, instead of that of a file, what is remembered of files folder by folder. */
export const allFolders = '/'
