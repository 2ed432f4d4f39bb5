#include "panels/hunt/begin_hunt.h"

#include "saddle/fault.h"

namespace saddle::app {

void begin_hunt(Frame& frame, int seed) {
  frame.focus.hunt = {.seed = seed};
  frame.draft = {{}, make_hunt(static_cast<uint64_t>(seed)).experiment};
  frame.training.send(command::Start{.experiment = frame.draft.experiment, .data_directory = frame.data_directory});
}

}  // namespace saddle::app
