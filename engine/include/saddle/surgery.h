#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/properties.h"
#include "saddle/shape.h"

// What is done to a layer by hand, to see what it is for. It is two rows of the layer's own table, so that files,
// --set, undo and the window treat it as any other property; both may change between two steps.
namespace saddle {

// Units of a layer - its outputs, or the channels of its pictures - that are held at a value whatever comes in, from 0
// on. A unit that is held at 0 is silent. No gradient comes through a unit that is held.
using Pinned = std::map<int, double>;

// "3 5=1.5": unit 3 is silent, unit 5 held at 1.5.
std::string pinned_text(const Pinned& pinned);
// Throws Error at `where` for anything else.
Pinned pinned_in(std::string_view text, const std::string& where = {});

struct Surgery {
  // Nothing of it learns: neither parameters, nor what the optimizer remembers of them, nor, of batch norm, the running
  // statistics. A training pass normalizes by the batch all the same.
  bool frozen = false;
  std::string pinned = {};

  static auto fields() {
    return std::tuple{
        field("frozen", &Surgery::frozen, {.live = true, .advanced = true},
              "Nothing of this layer learns; its parameters stay as they are."),
        field("pinned", &Surgery::pinned, {.live = true, .advanced = true},
              "Units or filters that are held at a value, counted from 0: 3 silences one, 5=1.5 pins one."),
    };
  }
};

// How many units a layer has whose output of one sample looks like this.
int64_t units_of(const Shape& output);
// Whether the row of a layer's table is about surgery.
bool is_surgery(const Property& row);
// What a layer is built from.
std::span<const Property> without_surgery(std::span<const Property> table);
Properties without_surgery(Properties properties);

// Of a layer with these properties.
bool is_frozen(const Properties& layer);
// Text that is none pins nothing; the plan names it as a fault.
Pinned pinned_of(const Properties& layer);
// Throws Error, at "pinned", for such text, and for a unit that there is not.
void check_pinned(const Properties& layer, const Shape& output);
void set_frozen(Properties& layer, bool frozen);
void set_pinned(Properties& layer, const Pinned& pinned);

// What has to be tuned (command::Tune), path by path, for what is done by hand to one network to be as in another of
// the same layers.
std::vector<std::pair<std::string, Value>> surgery_between(const std::vector<Node>& before,
                                                           const std::vector<Node>& after);
// Whether they are the same but for that.
bool same_but_for_surgery(const std::vector<Node>& a, const std::vector<Node>& b);

}  // namespace saddle
