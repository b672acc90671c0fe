/** The station whose programme a week is. */
export interface WeekStation {
  id: string;
  areaId: string;
  areaName: string;
  zone: string;
}
