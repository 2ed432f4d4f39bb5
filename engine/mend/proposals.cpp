#include "mend/proposals.h"

#include <algorithm>
#include <charconv>

#include "model/type_named.h"
#include "saddle/limits.h"

namespace saddle {
namespace {

int number_at(const std::string& text, size_t at) {
  int number = -1;
  if (at < text.size()) std::from_chars(text.data() + at, text.data() + text.size(), number);
  return number;
}

catalog::SampleInfo data_of(const Experiment& experiment, const std::filesystem::path& directory) {
  const Entry* known = catalog::find(catalog::datasets(), experiment.data.type);
  return known && check(experiment.data.properties, known->properties, "").empty()
             ? catalog::sample_info(experiment.data, directory)
             : catalog::SampleInfo{};
}

}  // namespace

Place place_of(const std::string& where) {
  Place place;
  if (!where.starts_with("network[")) return place;
  if (const int number = number_at(where, 8); number >= 0) place.node = NodeIndex(number);
  const size_t dot = where.find("].");
  if (dot == std::string::npos) return place;
  place.key = where.substr(dot + 2);
  if (const size_t bracket = place.key.find('['); bracket != std::string::npos) {
    place.item = number_at(place.key, bracket + 1);
    place.key.resize(bracket);
  }
  return place;
}

const LayerType* type_of(const Node& node) { return find_type(layers::all(), node.type); }

Node layer_of(std::string type, Properties properties) {
  return {.name = {}, .type = std::move(type), .inputs = {}, .properties = std::move(properties)};
}

Node dense_of(int units) { return layer_of("dense", {{"units", units}}); }

Proposals::Proposals(const Experiment& experiment, const Issue& issue, const std::filesystem::path& directory)
    : e_(experiment),
      issue_(issue),
      place_(place_of(issue.where)),
      here_(place_.node.value_or(NodeIndex())),
      data_(data_of(experiment, directory)),
      plan_(data_.shape.rank() > 0 ? plan(experiment.network, data_.shape) : Plan{}),
      links_(wiring(experiment.network)),
      names_(names_of(experiment.network)) {}

std::vector<Mend> Proposals::run() {
  if (place_.node && here_ < links_.end_index()) {
    place_.key.empty() ? whole_layer() : place_.key == "inputs" ? inputs() : property();
  } else if (issue_.where == "network" && e_.network.size() > most_layers) {
    offer(
        "Keep the first {} layers", [](Experiment& e) { e.network.resize(most_layers); }, most_layers);
  } else if (issue_.where == "network") {
    offer("Add a dense layer", [end = dense_of(outputs())](Experiment& e) { e.network.push_back(end); });
  } else {
    settings();
  }
  return std::move(all_);
}

const Shape* Proposals::shape_of(NodeIndex node) const {
  if (node == Link::data) return &data_.shape;
  const Plan::Step* step = node == Link::nowhere ? nullptr : plan_.step_of(node);
  return step ? &step->shape : nullptr;
}

const Shape* Proposals::shape_before() const {
  return links_[here_].empty() ? nullptr : shape_of(links_[here_][0].from);
}

int Proposals::outputs() const {
  return static_cast<int>(data_.outputs > 0 ? data_.outputs : std::max<int64_t>(std::ssize(data_.classes), 1));
}

void Proposals::remove_it() {
  offer("Remove it", [here = here_](Experiment& e) { edit::remove(e.network, {here}); });
}

void Proposals::use(const std::string& key, const Value& value) {
  offer(
      "Use {}",
      [here = here_, key, value](Experiment& e) { at(e.network, here).properties.insert_or_assign(key, value); },
      to_text(value));
}

void Proposals::use_type(std::string_view type) {
  offer(
      "Use {}",
      [here = here_, type](Experiment& e) {
        Node& layer = at(e.network, here);
        layer.type = type;
        std::erase_if(layer.properties,
                      [&](const auto& property) { return !find(type_of(layer)->entry.properties, property.first); });
      },
      type);
}

void Proposals::use_loss(const std::string& type) {
  offer(
      "Use {}", [type](Experiment& e) { e.loss = {type}; }, type);
}

void Proposals::offer_layer(size_t slot, std::string label, const Node& node) {
  offer(std::move(label), [to = here_, slot, node](Experiment& e) { edit::insert_before(e.network, to, slot, node); });
}

}  // namespace saddle
