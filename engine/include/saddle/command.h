#pragma once

#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/probe.h"

namespace saddle {

class Model;

// A run of a session: see Session::open().
enum class RunId : uint64_t {};
// The run that every session has from the beginning.
inline constexpr RunId first_run{1};
// A command that was sent: later ones have larger numbers. Ticket{} is none.
enum class Ticket : uint64_t {};

}  // namespace saddle

// What can be asked of a run. Values: obeyed one after the other, between two steps.
namespace saddle::command {

// Builds the experiment (loading its data) and stands ready; with `run`, goes on at once. Replaces the run before. A
// checkpoint that has made all its steps already is finished as it is.
struct Start {
  Experiment experiment;
  std::filesystem::path data_directory = {};
  bool run = false;
  std::shared_ptr<const Model> model = {};  // weights to begin with; of a checkpoint, all the rest too. Null: none
  std::filesystem::path checkpoint = {};    // written after every epoch; empty: never
  int64_t until = 0;                        // finishes after this step; 0: after all epochs
};
// Trains this experiment: goes on with the run if it was built from the same one (see saddle/essence.h), and otherwise,
// or where it failed or diverged, starts anew. The worker knows which; who sends it may not, yet.
struct Train {
  Experiment experiment;
  std::filesystem::path data_directory = {};
};
// Builds this experiment in place of one that has not made a step: of which nothing is lost. Stands ready, or goes on
// at once where the one before was to be trained. A run that has made a step stays as it is.
struct Prepare {
  Experiment experiment;
  std::filesystem::path data_directory = {};
};
// Builds this experiment whatever the run before has learned. Stands ready, or goes on at once where that was being
// trained.
struct Restart {
  Experiment experiment;
  std::filesystem::path data_directory = {};
};
struct Run {};  // until all epochs are done; of a run that is finished, for as many again
struct Pause {};
struct Step {
  int count = 1;  // then pauses
};
// How fast it is trained, to be watched; the steps are the same. It holds for every run that follows. A manual session
// does not wait.
struct Pace {
  double steps_per_second = 0;  // 0 or less: as fast as it goes
};
struct Reset {};  // the same experiment from its first weights
// A live property, between two steps. Of a run that has diverged, another learning rate also brings back the last good
// weights (see Diagnosis) and pauses it, so that Run goes on from there.
struct Tune {
  std::string path;
  Value value;
};
// Back to the last good weights (see LossAlarm, Diagnosis), to go on from there at this learning rate; pauses the run.
struct GoBack {
  double learning_rate = 0;
};
struct SetWeight {        // one number of a parameter, by hand, between two steps
  std::string parameter;  // "perceptron/weight"
  int64_t index = 0;      // in the order of the file
  double value = 0;
};
struct Watch {  // replaces what was watched
  std::vector<Probe> probes;
};
struct Save {
  std::filesystem::path file;
  bool checkpoint = false;  // with all that training needs to go on
};
// Hands over what the run is between two steps, which costs it a copy of its weights: whoever asked packs and writes
// the model on a thread of their own. What stands against it is thrown by the future alone, and no refusal is shown.
struct Capture {
  std::shared_ptr<std::promise<std::shared_ptr<const Model>>> to;  // not null
  bool checkpoint = false;                                         // as of Save
  bool tape = false;  // with curves and the moments that are kept: a checkpoint, and more
};
// How many bytes of memory may be used to keep what the run is at its steps, to go back to; 0: none. It holds for every
// run that follows. Keeping them costs training 2 % of its time at most, unless it is said how often they are wanted.
struct KeepMoments {
  int64_t bytes = 0;
  int64_t every = 0;  // steps from one to the next; 0: as it comes
};
// From now on what is watched is measured of the past: of the moment that is kept nearest to this step
// (RunSnapshot::looked_at). Training is not touched, and may go on meanwhile.
struct LookBack {
  int64_t step = 0;
};
// Somebody may be about to look back: what the first LookBack of a run would have to build is built now, if it takes no
// more memory than the moments may, so that its answer comes as soon as the next. It changes nothing that is seen.
struct PrepareToLookBack {};
struct LookNow {};  // and again of what the run is now
// Goes on from the moment nearest to this step with another optimizer, other settings of it, or layers that begin anew.
// It counts as another run: its curves begin as those of this one did, and what came after the moment is of this one
// alone. With the same experiment it is, bit for bit, as if the run had never gone further. Pauses, or goes on at once.
struct Branch {
  int64_t step = 0;
  Experiment experiment;                  // on the same data, and with parameters of the same shapes
  std::vector<std::string> redrawn = {};  // layers whose weights are drawn anew, as the experiment says
  bool run = false;
};
struct Close {};  // ends the run, which is in no snapshot any more

}  // namespace saddle::command

namespace saddle {
using Command =
    std::variant<command::Start, command::Train, command::Prepare, command::Restart, command::Run, command::Pause,
                 command::Step, command::Pace, command::Reset, command::Tune, command::GoBack, command::SetWeight,
                 command::Watch, command::Save, command::Capture, command::KeepMoments, command::LookBack,
                 command::PrepareToLookBack, command::LookNow, command::Branch, command::Close>;
}
