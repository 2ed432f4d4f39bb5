#pragma once

#include <string>
#include <string_view>

#include "saddle/catalog.h"
#include "saddle/experiment.h"

// The same experiment with one thing changed, as the controls that change it do.
namespace saddle::app {

// Changes the type and keeps the properties that the new type also has.
void retype(Choice& choice, const std::string& type, const std::vector<Entry>& entries);

// Learning rates of different methods differ in scale, so the method begins with its usual one.
Experiment with_optimizer(Experiment experiment, const std::string& type);

// Sets the initialization of all layers with weights: a name of the catalog, or a standard deviation.
Experiment with_initialization(Experiment experiment, const Value& init);

// What was taken out of a network is appended to its name: "ResNet-20, without shortcuts".
inline constexpr std::string_view no_shortcuts = "without shortcuts", no_batch_norm = "without batch norm";
Experiment without_shortcuts(Experiment experiment);  // see edit::remove_skips
Experiment without_batch_norm(Experiment experiment);
// The name before anything was taken out.
std::string_view original_name(std::string_view name);

}  // namespace saddle::app
