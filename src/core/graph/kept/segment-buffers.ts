import { segmentBytes } from './segments.ts'

/** Room to work in, for one file after the other: to make it for each takes longer than to copy a small file. */
export class SegmentBuffers {
  readonly one = Buffer.allocUnsafeSlow(2 * segmentBytes)
  readonly other = Buffer.allocUnsafeSlow(2 * segmentBytes)
  /** For a segment that is only looked into. */
  readonly seen = Buffer.allocUnsafeSlow(segmentBytes)
}
