#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/layer_type.h"
#include "model/links.h"
#include "saddle/catalog.h"
#include "saddle/mend.h"
#include "saddle/network_edit.h"
#include "saddle/plan.h"

namespace saddle {

// A parsed place: "network[3].inputs[1]" is {NodeIndex(3), "inputs", 1}.
struct Place {
  std::optional<NodeIndex> node = {};  // none: outside of the network
  std::string key = {};
  int item = -1;  // -1: none
};
Place place_of(const std::string& where);

// Returns the catalog row of a node, or null if its type is unknown.
const LayerType* type_of(const Node& node);
Node layer_of(std::string type, Properties properties = {});
Node dense_of(int units);

// Proposes edits that might resolve an issue. Proposals are untested: mends() tries each of them.
class Proposals {
 public:
  Proposals(const Experiment& experiment, const Issue& issue, const std::filesystem::path& directory);

  std::vector<Mend> run();

 private:
  using Edit = std::function<void(Experiment&)>;

  const Node& node() const { return at(e_.network, here_); }
  const std::string& name(NodeIndex node) const { return node <= Link::data ? input_ : at(names_, node); }
  // Return the shape of one sample, or null if a fault hides it.
  const Shape* shape_of(NodeIndex node) const;
  const Shape* shape_before() const;
  // Returns the number of outputs, or maps of classes, that the data need.
  int outputs() const;

  template <class... Args>
  void offer(std::string label, Edit edit, const Args&... args) {
    all_.push_back({make_issue("", std::move(label), args...), std::move(edit)});
  }
  void remove_it();
  void use(const std::string& key, const Value& value);
  void use_type(std::string_view type);
  void use_loss(const std::string& type);
  void offer_layer(size_t slot, std::string label, const Node& node);

  // property_mends.cpp: a value that is unknown, outside its limits, or does not fit the input.
  void property();
  void fitting_window();
  void fitting_padding();

  // wire_mends.cpp
  void inputs();
  void connect_instead(NodeIndex to, size_t slot, NodeIndex from);
  void missing_input(size_t slot);
  void too_few_inputs();
  void too_many_inputs();
  void break_circle();  // cuts or redirects a wire that leads back
  void unused();        // the output of a layer is not used

  // shape_mends.cpp: a fault of a layer as a whole: its type at this place, or the shapes of its inputs.
  void whole_layer();
  void meeting_shapes();  // brings one input to the shape of another
  // The convolutions of the branch that ends here keep the size of their pictures, if they can.
  void keep_size(NodeIndex end);
  void impossible_layer();  // it cannot take its input, or its output would be far too large
  // The network can be built, but its end does not fit the data or the loss. Of an auxiliary output, the end is the
  // layer before it.
  void wrong_end(bool auxiliary);

  // setting_mends.cpp: data, loss, optimizer, training.
  void settings();
  bool data_as_they_are(const std::string& key);  // false: nothing is known to do about this property
  void nearest_choice(const std::vector<Entry>& entries, Choice Experiment::*choice);

  const Experiment& e_;
  const Issue& issue_;
  const Place place_;
  const NodeIndex here_;  // the node at fault, where the issue is about one
  const catalog::SampleInfo data_;
  const Plan plan_;
  const Wiring links_;
  const std::vector<std::string> names_;
  const std::string input_ = "input";
  std::vector<Mend> all_;
};

}  // namespace saddle
