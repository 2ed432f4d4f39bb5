#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/lab.h"
#include "model/panel.h"
#include "panels/explain/running_net.h"
#include "panels/surgery/examination.h"
#include "saddle/canvas.h"
#include "saddle/latest_job.h"

namespace saddle::app {

// Units of the network in training are silenced or held at a value, layers are frozen, and what becomes of the answer
// and of the accuracy is seen at once. It edits the draft, so that it is undone as anything else.
class SurgeryPanel final : public Panel {
 public:
  void connect(const LabServices& services) override { services_ = services; }
  void draw(Frame& frame) override;
  bool pump() override;
  bool waiting() const override { return maps_ && (maps_->waiting() || consequences_->waiting()); }

 private:
  using Consequences = LatestJob<ConsequenceQuestion, std::shared_ptr<const Consequence>>;
  using Maps = LatestJob<KnockOutQuestion, std::shared_ptr<const KnockOutMap>>;

  // A layer that can be operated on.
  struct Layer {
    size_t node = 0;
    std::string name = {};
    int64_t units = 0;
    bool learns = false;
  };
  static std::vector<Layer> layers_of(Frame& frame);
  void begin();
  void read_drawing(Frame& frame, const Model& model);
  void draw_controls(Frame& frame, const std::vector<Layer>& layers, const Patient* patient);
  void draw_map_controls(Frame& frame, ui::Flow& flow, const Layer& layer, const Patient* patient);
  void ask(const Patient& patient);
  void draw_consequence(Frame& frame);
  void draw_map_words(Frame& frame, const KnockOutMap& map);

  LabServices services_;
  std::unique_ptr<Consequences> consequences_;
  std::unique_ptr<Maps> maps_;
  RunningNet running_;
  Drawing read_;  // what digit_ is of
  std::shared_ptr<const std::vector<float>> digit_;
  std::string layer_;
  double value_ = 0;  // that a click holds a unit at
  std::optional<ConsequenceQuestion> asked_;
};

}  // namespace saddle::app
