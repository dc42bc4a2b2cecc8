const BINS = 10;

/**
 * Expected calibration error (Naeini et al. 2015): over ten bins of equal width, the distance between the mean confidence and the share of hits, weighted
 * by how much lies in the bin. 0 when an engine that says 0.8 is right in 80 of 100 cases.
 */
export function calibrationError(findings: readonly { readonly confidence: number; readonly isHit: boolean }[]): number {
  let error = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    const inBin = findings.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin);
    if (inBin.length === 0) continue;
    const confidence = inBin.reduce((sum, finding) => sum + finding.confidence, 0) / inBin.length;
    const hits = inBin.filter(({ isHit }) => isHit).length / inBin.length;
    error += (inBin.length / findings.length) * Math.abs(confidence - hits);
  }
  return error;
}
