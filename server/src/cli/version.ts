/** Version of the package. */
export const VERSION = "0.1.0";

/** When that version was made, for the manual page. */
export const VERSION_DATE = "November 24, 2026";

export const HOME_PAGE = "https://github.com/djblint/djblint";
