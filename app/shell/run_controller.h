#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "model/draft_analysis.h"
#include "model/frame.h"
#include "saddle/model.h"
#include "shell/application_options.h"
#include "shell/reader_line.h"
#include "shell/session_line.h"

namespace saddle::app {

// The two workers: one trains the draft and follows it as it changes, the other is asked by the model that ships.
class RunController {
 public:
  // `wake`: called on a worker thread when there is something new to draw.
  RunController(const ApplicationOptions& options, const std::function<void()>& wake);

  // Builds the draft's network; with `run`, trains it at once. `model`: weights to begin with; where a fault keeps them
  // from that, as soon as it is mended.
  Ticket start(const Draft& draft, bool run, std::shared_ptr<const Model> model = {});

  // Returns why the model that ships cannot be read, once.
  std::optional<Issue> begin_frame();
  // Live properties go to the worker at once; any other change rebuilds the net as long as it has not made a step,
  // which the worker knows, so that what is shown is what will be trained.
  void follow(const Draft& draft, Analyses& analyses);
  // So many steps a second; 0: as fast as it goes. To be called in every frame: what changes is sent.
  void pace(double steps_per_second);
  // So many MB of memory for the run's past; likewise.
  void keep_moments(int megabytes);
  void end_frame();

  // Sets the run aside, as it stands, for another one in its place, and takes it back. Between two frames.
  struct Aside {
    RunId run = first_run;
    bool ran = false;  // it goes on when it is taken back
    Experiment followed = {};
    std::shared_ptr<const Model> opened = {};
    Ticket opened_by = {};
  };
  Aside set_aside();
  void take_back(const Aside& aside);

  SessionLine& training() { return training_; }
  ReaderLine& reader() { return reader_; }
  const RunSnapshot& now() const { return training_.now(); }
  // The draft is no longer what the worker built.
  bool outdated(const Draft& draft) const;
  bool answered() const { return training_.answered() && reader_.answered(); }
  bool pump();  // a turn of each session without a thread; false when both are idle

 private:
  void prepare(Feed& feed, const Experiment& experiment);
  void tune(Feed& feed, const Choice& before, const Choice& after);
  void operate(Feed& feed, const std::vector<Node>& before, const std::vector<Node>& after);

  const std::string data_directory_;
  const int64_t moment_every_;
  SessionLine training_;
  ReaderLine reader_;
  std::shared_ptr<const Model> opened_;  // what start() was given last, until something is built of it
  Ticket opened_by_{};                   // that Start
  Experiment followed_;                  // as of the last frame
  double pace_ = 0;                      // likewise
  int moments_ = 0;                      // likewise, in MB
};

}  // namespace saddle::app
