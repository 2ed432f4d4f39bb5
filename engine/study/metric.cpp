#include "study/metric.h"

#include <string>

#include "saddle/catalog.h"
#include "saddle/error.h"

namespace saddle {

void check_metric(const FigureRow& metric, const Experiment& experiment, const std::filesystem::path& directory) {
  if (!metric.more_is_better || catalog::sample_info(experiment.data, directory).outputs == 0) return;
  throw Error("metric", "regression has no accuracy; compare by {}",
              std::string(metric.name.substr(0, metric.name.find('_') + 1)) + "loss");
}

}  // namespace saddle
