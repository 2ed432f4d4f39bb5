#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/lab.h"
#include "panels/explain/views.h"
#include "saddle/latest_job.h"

namespace saddle::app {

// Makes the drawing another digit: nudges it, lets the network dream, morphs it into another drawing; and shows the
// way.
class FilmDesk {
 public:
  explicit FilmDesk(const LabServices& services);
  // Over the rest of the window.
  void draw(Frame& frame, const Juror& juror, const std::shared_ptr<const std::vector<float>>& digit);
  bool pump() { return job_.pump(); }
  bool waiting() const { return player_.playing || job_.waiting(); }

 private:
  using Job = LatestJob<FilmQuestion, std::shared_ptr<const Film>>;

  void draw_controls(Frame& frame, const Juror& juror, const std::shared_ptr<const std::vector<float>>& digit);

  std::string target_ = "1";
  std::shared_ptr<const std::vector<float>> other_;  // the drawing that was kept, to morph to
  FilmPlayer player_;
  std::shared_ptr<const Film> film_;  // that is shown
  Job job_;
};

}  // namespace saddle::app
