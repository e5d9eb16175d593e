/**
 * Starts programs that take all processors and write to the disk without a pause.
 *
 * @returns a function that ends them
 */
export function startLoad(): () => void;
