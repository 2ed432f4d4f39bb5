#include <algorithm>

#include "mend/proposals.h"
#include "model/nearest.h"
#include "saddle/traits.h"

namespace saddle {

void Proposals::settings() {
  const std::string& where = issue_.where;
  const size_t dot = where.rfind('.');
  const std::string parent = where.substr(0, dot == std::string::npos ? where.size() : dot),
                    key = dot == std::string::npos ? std::string() : where.substr(dot + 1);
  if (where == "loss") {
    // It either takes no numbers, or it does and the data have classes.
    use_loss(catalog::loss_traits(e_.loss.type).regression ? "softmax_cross_entropy" : "mean_squared_error");
  } else if (where == "data.augment") {
    offer("Remove it", [](Experiment& e) { e.augmentation.clear(); });
  } else if (where == "data.set") {
    offer(
        "Use {}", [](Experiment& e) { e.data = {"procedural_digits"}; }, "procedural_digits");
  } else if (parent == "data" && data_as_they_are(key)) {
    return;
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

// What a file holds, other than how it was to be read.
bool Proposals::data_as_they_are(const std::string& key) {
  const Entry* set_of_data = catalog::find(catalog::datasets(), e_.data.type);
  if (!set_of_data || !find(set_of_data->properties, key) ||
      !check(e_.data.properties, set_of_data->properties, "").empty())
    return false;  // not the file is at fault
  const auto set = [&](std::string label, const char* value) {
    offer(std::move(label), [key, value = std::string(value)](Experiment& e) { e.data.properties[key] = value; });
  };
  if (key == "missing") {
    set("Leave these rows out", "drop");
    set("Fill in the mean", "mean");
  } else if (key == "normalize") {
    set("Divide by the largest", "scale");
    set("Standardize", "standardize");
  } else if (key == "layout") {
    set("Channels last", "channels_last");
    set("Channels first", "channels_first");
  } else if (key == "transposed") {
    offer("Exchange rows and columns", [](Experiment& e) {
      const auto found = e.data.properties.find("transposed");
      const bool on = found != e.data.properties.end() && found->second == Value(true);
      if (on) {
        e.data.properties.erase(found);
      } else {
        e.data.properties["transposed"] = true;
      }
    });
  } else if (key == "task") {
    offer("Learn the number", [](Experiment& e) {
      e.data.properties["task"] = "regression";
      e.loss = {"mean_squared_error"};
      const auto last =
          std::find_if(e.network.rbegin(), e.network.rend(), [](const Node& node) { return node.type == "dense"; });
      if (last == e.network.rend()) return;
      last->properties["units"] = 1;
      last->properties.erase("weights");
      last->properties.erase("biases");
    });
  } else {
    return false;
  }
  return true;
}

void Proposals::nearest_choice(const std::vector<Entry>& entries, Choice Experiment::*choice) {
  const Entry* nearest = catalog::nearest(entries, (e_.*choice).type);
  const std::string type(nearest ? nearest->name : entries.front().name);
  offer(
      "Use {}", [choice, type](Experiment& e) { e.*choice = {type}; }, type);
}

}  // namespace saddle
