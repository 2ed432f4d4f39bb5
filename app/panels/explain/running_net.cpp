#include "panels/explain/running_net.h"

#include <algorithm>
#include <chrono>

#include "saddle/model.h"

namespace saddle::app {

const std::shared_ptr<const Model>& RunningNet::update(Frame& frame) {
  // At most this share of a thread's time, while the run has the others.
  constexpr double share = 0.1;
  const double pause = std::max(0.4, took_ / share);
  const RunSnapshot& now = frame.training.now;
  const bool built =
      now.experiment && now.status != Status::idle && now.status != Status::loading && now.status != Status::failed;
  if (now.run != run_ || !built) {
    model_.reset();
    coming_.reset();
    run_ = now.run;
    steps_ = -1;
    asked_ = -1;
  }
  if (coming_ && coming_->wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
    try {
      model_ = coming_->get();
    } catch (const std::exception&) {  // the run has ended in the meantime
    }
    coming_.reset();
  }
  const double time = ImGui::GetTime();
  const bool due = asked_ < 0 || now.status != Status::running || time - asked_ > pause;
  if (built && !coming_ && now.steps != steps_ && due) {
    command::Capture capture{.to = std::make_shared<std::promise<std::shared_ptr<const Model>>>()};
    coming_ = capture.to->get_future();
    frame.training.send(std::move(capture));
    steps_ = now.steps;
    asked_ = time;
  }
  return model_;
}

}  // namespace saddle::app
