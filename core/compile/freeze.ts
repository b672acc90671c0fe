/**
 * So long before air an endpoint's list stands fast: automatic recompiles may only remove. 5 minutes, in
 * which every endpoint has polled several times and fetched what it lacks.
 */
export const freezeMs = 5 * 60_000;

/** A person may still add until so long before air, where the endpoint holds the audio already. */
export const urgentLeadMs = 60_000;
