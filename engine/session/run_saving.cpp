#include "session/run.h"

// What of a run goes into a file, or into a model of its own.
namespace saddle {

// Throws Error, where there is no model to be saved in that file, or no good one.
void Run::expect_sound(const std::string& file) const {
  if (!trainer_) throw Error(file, "there is no model to save yet; press Train first");
  if (status_ == Status::diverged)
    throw Error(file, "is not written: the run has diverged; go back to its last good weights first");
}

void Run::obey(command::Save& save) {
  expect_sound(save.file.string());
  if (save.checkpoint) expect_data();
  save.checkpoint ? trainer_->save_checkpoint(save.file) : trainer_->save(save.file);
  saved_ = save.file.string();
}

void Run::obey(command::Capture& capture) {
  try {
    expect_sound("");
    if (capture.checkpoint) expect_data();
    capture.to->set_value(std::make_shared<const Model>(capture.tape         ? tape()
                                                        : capture.checkpoint ? trainer_->checkpoint()
                                                                             : trainer_->model()));
  } catch (...) {
    capture.to->set_exception(std::current_exception());
  }
}

}  // namespace saddle
