/** Where the baseline is when nobody says otherwise. */
export const USUAL_BASELINE = "djblint-baseline.json";
