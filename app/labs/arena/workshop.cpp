#include "labs/arena/workshop.h"

#include <algorithm>
#include <chrono>

namespace saddle::app {
namespace {

// Colors and names of racers, and those that are off, change no number.
Race essence(Race race) {
  std::erase_if(race.racers, [](const Racer& racer) { return !racer.on; });
  for (Racer& racer : race.racers) racer.name.clear();
  return race;
}

Race without_starts(Race race) {
  race.start = {};
  for (Racer& racer : race.racers) racer.start.reset();
  return race;
}

bool same_function(const Order& a, const Order& b) {
  return a.function.formula == b.function.formula && a.function.domain == b.function.domain;
}

}  // namespace

Workshop::Workshop(bool threads, std::function<void()> wake)
    : job_(
          threads, [this](const Order& order, Job::Progress& progress) { work(order, progress); }, std::move(wake)) {}

uint64_t Workshop::send(Order order) {
  order.race = essence(std::move(order.race));
  return job_.send(std::move(order));
}

void Workshop::work(const Order& order, Job::Progress& progress) {
  walk_all(order);
  sample_all(order);
  progress.publish(products_);
  if (!progress.canceled()) sweep_all(order, progress);
  if (!progress.canceled()) map_all(order, progress);
}

void Workshop::walk_all(const Order& order) {
  if (walked_ && same_function(*walked_, order) && walked_->race == order.race) return;
  Products::Walks walks{.function = order.function, .race = order.race, .paths = {}, .outcomes = {}, .gradient = {}};
  if (walks.function.name.empty()) {
    if (!found_ || found_->formula != order.function.formula || found_->domain != order.function.domain) {
      found_ = order.function;
      found_->points = find_stationary(*found_->surface, found_->domain);
    }
    walks.function.points = found_->points;
  }
  for (const Racer& racer : order.race.racers) {
    walks.paths.push_back(walk(*order.function.surface, order.race, racer));
    walks.outcomes.push_back(judge(walks.function, walks.paths.back()));
  }
  walks.gradient = check_gradient(*order.function.surface, order.race.start);
  products_.walks = std::make_shared<const Products::Walks>(std::move(walks));
  walked_ = order;
}

void Workshop::sample_all(const Order& order) {
  if (sampled_ && same_function(*sampled_, order) && sampled_->view == order.view && sampled_->highest == order.highest)
    return;
  Field field = sample_field(*order.function.surface, order.view, order.highest);
  // Of a formula that was typed in, those of all that is seen: the map is wider than the domain, and can be moved.
  const bool seen_again = sampled_ && same_function(*sampled_, order) && sampled_->view == order.view;
  field.points = !order.function.name.empty() ? order.function.points
                 : seen_again                 ? products_.field->points
                                              : find_stationary(*order.function.surface, order.view);
  products_.field = std::make_shared<const Field>(std::move(field));
  sampled_ = order;
}

void Workshop::sweep_all(const Order& order, Job::Progress& progress) {
  if (order.rates.empty()) return;
  if (swept_ && same_function(*swept_, order) && swept_->race == order.race && swept_->rates == order.rates) return;
  swept_.reset();
  Sweep result = sweep(products_.walks->function, order.race, order.rates, &progress.flag());
  if (progress.canceled()) return;
  products_.sweep = std::make_shared<const Sweep>(std::move(result));
  swept_ = order;
  progress.publish(products_);
}

void Workshop::map_all(const Order& order, Job::Progress& progress) {
  if (order.map_columns == 0) return;
  const bool same = mapped_ && same_function(*mapped_, order) && mapped_->view == order.view &&
                    without_starts(mapped_->race) == without_starts(order.race) &&
                    mapped_->map_columns == order.map_columns && mapped_->map_rows == order.map_rows;
  if (!same) {
    mapper_.emplace(order.function, order.race, order.view, order.map_columns, order.map_rows);
    mapped_ = order;
    products_.win_map_seconds = 0;
  }
  const auto before = std::chrono::steady_clock::now();
  const double spent = products_.win_map_seconds;
  while (mapper_->refine(&progress.flag())) {
    products_.win_map_seconds =
        spent + std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
    products_.win_map = std::make_shared<const WinMap>(mapper_->map());
    progress.publish(products_);
  }
}

}  // namespace saddle::app
