/** As what a paper of an office can be had. */
export const paperFormats = ['xlsx', 'docx', 'pdf', 'csv'] as const;
export type PaperFormat = (typeof paperFormats)[number];
