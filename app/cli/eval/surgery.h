#pragma once

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "saddle/knock_out.h"

// `saddle eval` of models that are operated on: units that are held at a value, and what each is worth.
namespace saddle::cli {

// The model with the units held that are named: "conv2d_1:3" is silent, "dense_1:5=1.5" held at 1.5; several of a layer
// are separated by commas. Throws Error at --silence.
std::shared_ptr<const Model> silenced(std::shared_ptr<const Model> model, const std::vector<std::string>& units);

nlohmann::ordered_json knock_out_json(const KnockOut& found);
// A line for each unit, the costliest first.
void print_knock_out(const KnockOut& found);

}  // namespace saddle::cli
