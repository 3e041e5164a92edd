package dev.sluice.flexibility;

/** What tells FSRs apart: FOs choose their ids independently of each other. */
record FsrKey(String foId, String fsrId) {
  static FsrKey of(FsrRecord fsr) {
    return new FsrKey(fsr.request().foId(), fsr.request().fsrId());
  }
}
