/**
 * Like `fetch`, without redirects, which could carry secrets elsewhere, and with a limit to the bytes of an answer. What a stream that
 * breaks says of itself does not come through the SDK, so `onExcess` is called.
 */
export function boundedFetch(maximumBytes: number, onExcess: () => void): typeof fetch {
  return async (url, init) => {
    const response = await fetch(url, { ...init, redirect: 'manual' })
    const { body, status, statusText, headers } = response
    if (body === null) return response
    let size = 0
    const counted = body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          size += chunk.length
          if (size <= maximumBytes) return controller.enqueue(chunk)
          onExcess()
          controller.terminate()
        },
      }),
    )
    return new Response(counted, { status, statusText, headers })
  }
}
