#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/lab.h"
#include "panels/explain/question.h"
#include "saddle/latest_job.h"
#include "saddle/layer_plane.h"

namespace saddle::app {

// Where the drawing lies among samples of the test set, in what a layer makes of them: the plane of the two directions
// in which they differ most. The axes are kept while the network learns, so that one sees the classes part.
class PlaceDesk {
 public:
  explicit PlaceDesk(const LabServices& services);
  // Over the rest of the window.
  void draw(Frame& frame, const Juror& juror, const std::shared_ptr<const std::vector<float>>& digit);
  bool pump() { return job_.pump(); }
  bool waiting() const { return job_.waiting(); }
  double seconds() const {  // that the last map took
    const auto latest = job_.latest();
    return latest->product ? latest->product->seconds : 0;
  }

 private:
  struct Question {
    Juror juror = {};
    std::string layer = {};  // empty: the last but one
    std::shared_ptr<const std::vector<float>> digit = {};
    Choice data = {};
    std::string directory = {};
    int anew = 0;  // counts how often other axes were asked for
    bool operator==(const Question&) const = default;
  };
  struct Samples {
    Choice data = {};
    std::string directory = {};
    std::vector<float> values = {};
    std::vector<int> labels = {};
  };
  struct Map {
    Question question;
    std::vector<std::string> layers = {};
    std::string layer = {};
    LayerPlane plane = {};
    std::vector<std::array<float, 2>> places = {};  // of the samples, and then of the drawing
    std::vector<int> answers = {};                  // to the samples
    std::shared_ptr<const Samples> samples = {};
    double seconds = 0;  // that it took
  };
  struct Memory {  // the worker's own
    std::shared_ptr<const Samples> samples = {};
    std::optional<LayerPlane> plane = {};
    std::string of = {};  // juror and layer that the plane is of
    int anew = 0;
  };
  using Job = LatestJob<Question, std::shared_ptr<const Map>>;

  static Map made(const Question& question, Memory& memory);
  void draw_controls(Frame& frame, const Map* map);
  static void draw_map(Frame& frame, const Map& map);

  std::string layer_;
  int anew_ = 0;
  std::optional<Question> asked_;
  Job job_;
};

}  // namespace saddle::app
