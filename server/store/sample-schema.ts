/** Sample data beside real data. */
export interface SampleSchema {
  /** What was loaded as sample; everything else that lies in its areas is somebody's own. */
  sample_item: { id: string; kind: string };
}
