/** Opens SQLite databases safely: WAL, migrations, locks that die with their process. Knows no tables. */

export { holdLock, isLockHeld, type Lock } from './lock.ts'
export { type Database, inMemory, type Migration, openDatabase, removeDatabase, usingDatabase } from './open.ts'
export { openDatabaseToRead } from './open-to-read.ts'
