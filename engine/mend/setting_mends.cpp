#include "mend/proposals.h"
#include "model/nearest.h"

namespace saddle {

void Proposals::settings() {
  const std::string& where = issue_.where;
  const size_t dot = where.rfind('.');
  const std::string parent = where.substr(0, dot == std::string::npos ? where.size() : dot),
                    key = dot == std::string::npos ? std::string() : where.substr(dot + 1);
  if (where == "loss") {
    use_loss("mean_squared_error");
  } else if (where == "data.augment") {
    offer("Remove it", [](Experiment& e) { e.augmentation.clear(); });
  } else if (where == "data.set") {
    offer(
        "Use {}", [](Experiment& e) { e.data = {"procedural_digits"}; }, "procedural_digits");
  } else if (key == "type" && parent == "loss") {
    nearest_choice(catalog::losses(), &Experiment::loss);
  } else if (key == "type" && parent == "optimizer") {
    nearest_choice(catalog::optimizers(), &Experiment::optimizer);
  } else if (!key.empty()) {
    offer("Use the default", [parent, key](Experiment& e) {
      Properties* bag = parent == "data"           ? &e.data.properties
                        : parent == "data.augment" ? &e.augmentation
                        : parent == "loss"         ? &e.loss.properties
                        : parent == "optimizer"    ? &e.optimizer.properties
                        : parent == "training"     ? &e.training
                                                   : nullptr;
      if (bag) bag->erase(key);
    });
  }
}

void Proposals::nearest_choice(const std::vector<Entry>& entries, Choice Experiment::*choice) {
  const Entry* nearest = catalog::nearest(entries, (e_.*choice).type);
  const std::string type(nearest ? nearest->name : entries.front().name);
  offer(
      "Use {}", [choice, type](Experiment& e) { e.*choice = {type}; }, type);
}

}  // namespace saddle
