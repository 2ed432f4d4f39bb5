#include "model/essence.h"

namespace saddle::app {

Experiment essence(Experiment experiment) {
  experiment.name.clear();
  experiment.chapter.clear();
  experiment.about.clear();
  experiment.reference.clear();
  return experiment;
}

}  // namespace saddle::app
