#include "labs/concepts/shared/standing_net.h"

#include <algorithm>
#include <chrono>

#include "saddle/catalog.h"
#include "saddle/model.h"

namespace saddle::app {

Experiment spared(Experiment experiment, int samples) {
  const Entry* set_row = catalog::find(catalog::datasets(), experiment.data.type);
  for (const Property& row : set_row ? set_row->properties : Table()) {
    if ((row.name != "train" && row.name != "test") || !std::holds_alternative<int>(row.fallback)) continue;
    const double count = std::clamp<double>(samples, row.min, row.max);
    experiment.data.properties.insert_or_assign(std::string(row.name), static_cast<int>(count));
  }
  experiment.training.insert_or_assign("threads", 1);
  experiment.training.insert_or_assign("batch_size", 2);
  return experiment;
}

void NetCapture::ask(Frame& frame, bool checkpoint) {
  asked_ = true;
  captured_.reset();
  const RunSnapshot& now = frame.training.now;
  const bool built = now.experiment && now.status != Status::idle && now.status != Status::loading &&
                     now.status != Status::failed && !frame.outdated;
  if (!built) return;
  command::Capture capture{.to = std::make_shared<std::promise<std::shared_ptr<const Model>>>(),
                           .checkpoint = checkpoint};
  captured_ = capture.to->get_future();
  frame.training.send(std::move(capture));
}

std::optional<StandingNet> NetCapture::arrived(Frame& frame) {
  if (!asked_) return {};
  if (captured_ && captured_->wait_for(std::chrono::seconds(0)) != std::future_status::ready) return {};
  StandingNet net{frame.draft.experiment, nullptr, frame.data_directory};
  try {
    if (captured_) net.model = captured_->get();
    if (net.model) net.experiment = net.model->experiment();
  } catch (const std::exception&) {  // the run has ended in the meantime: its first weights will do
    net.model.reset();
  }
  forget();
  return net;
}

void NetCapture::forget() {
  asked_ = false;
  captured_.reset();
}

}  // namespace saddle::app
