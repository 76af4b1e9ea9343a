/** What keeps the program from starting, in words that need no stack trace. */
export class StartError extends Error {}

/** Failures of starting whose text says all that the operator needs. */
export async function explained<T>(start: Promise<T>): Promise<T> {
  try {
    return await start;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw new StartError(taken ? `${error.message}. Choose another port with PORT.` : error.message, {
      cause: error,
    });
  }
}
