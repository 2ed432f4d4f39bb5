#pragma once

#include <string>
#include <string_view>

#include "saddle/catalog.h"
#include "saddle/experiment.h"

// The same experiment with one thing changed, as the controls that change it do.
namespace saddle::app {

// Another type keeps the properties that it has too.
void retype(Choice& choice, const std::string& type, const std::vector<Entry>& entries);

// Each method has a learning rate of its own scale: its usual one.
Experiment with_optimizer(Experiment experiment, const std::string& type);

// All layers that have weights begin like this: a name of the catalog, or a standard deviation.
Experiment with_initialization(Experiment experiment, const Value& init);

// How all layers with weights begin: "he", "0.01"; "mixed" where they differ, "" where none has any.
std::string initialization_of(const Experiment& experiment);

// What was taken out of a network stands behind its name: "ResNet-20, without shortcuts".
inline constexpr std::string_view no_shortcuts = "without shortcuts", no_batch_norm = "without batch norm";
Experiment without_shortcuts(Experiment experiment);  // see edit::remove_skips
Experiment without_batch_norm(Experiment experiment);
// The name before anything was taken out.
std::string_view original_name(std::string_view name);

}  // namespace saddle::app
