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
    : mailbox_(std::make_shared<const Products>()), wake_(std::move(wake)) {
  if (threads) thread_ = std::jthread([this] { run(); });
}

Workshop::~Workshop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    cancelled_ = true;
  }
  arrived_.notify_one();
}

uint64_t Workshop::send(Order order) {
  uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    number = ++sent_;
    order.race = essence(std::move(order.race));
    inbox_ = Task{number, std::move(order)};
    cancelled_ = true;
  }
  arrived_.notify_one();
  return number;
}

std::shared_ptr<const Products> Workshop::latest() const {
  const std::lock_guard lock(mutex_);
  return mailbox_;
}

std::optional<Workshop::Task> Workshop::take() {
  const std::lock_guard lock(mutex_);
  std::optional<Task> task = std::move(inbox_);
  inbox_.reset();
  if (!stopping_) cancelled_ = false;
  return task;
}

void Workshop::run() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [&] { return inbox_.has_value() || stopping_; });
      if (stopping_) return;
    }
    if (const auto task = take()) work(*task);
  }
}

bool Workshop::pump() {
  const auto task = take();
  if (task) work(*task);
  return task.has_value();
}

void Workshop::publish() {
  auto products = std::make_shared<const Products>(products_);
  {
    const std::lock_guard lock(mutex_);
    mailbox_ = std::move(products);
  }
  wake_();
}

void Workshop::work(const Task& task) {
  products_.order = task.number;
  products_.complete = false;
  walk_all(task.order);
  sample_all(task.order);
  publish();
  if (!dropped()) sweep_all(task.order);
  if (!dropped()) map_all(task.order);
  if (dropped()) return;
  products_.complete = true;
  publish();
}

void Workshop::walk_all(const Order& order) {
  if (walked_ && same_function(*walked_, order) && walked_->race == order.race) return;
  Products::Walks walks{.function = order.function, .race = order.race, .paths = {}, .outcomes = {}, .gradient = {}};
  if (walks.function.name.empty()) {
    if (!found_ || found_->formula != order.function.formula || found_->domain != order.function.domain) {
      found_ = order.function;
      found_->points = find_stationary(*found_->landscape, found_->domain);
    }
    walks.function.points = found_->points;
  }
  for (const Racer& racer : order.race.racers) {
    walks.paths.push_back(walk(*order.function.landscape, order.race, racer));
    walks.outcomes.push_back(judge(walks.function, walks.paths.back()));
  }
  walks.gradient = check_gradient(*order.function.landscape, order.race.start);
  products_.walks = std::make_shared<const Products::Walks>(std::move(walks));
  walked_ = order;
}

void Workshop::sample_all(const Order& order) {
  if (sampled_ && same_function(*sampled_, order) && sampled_->view == order.view && sampled_->highest == order.highest)
    return;
  products_.field = std::make_shared<const Field>(sample_field(*order.function.landscape, order.view, order.highest));
  sampled_ = order;
}

void Workshop::sweep_all(const Order& order) {
  if (order.rates.empty()) return;
  if (swept_ && same_function(*swept_, order) && swept_->race == order.race && swept_->rates == order.rates) return;
  swept_.reset();
  Sweep result = sweep(products_.walks->function, order.race, order.rates, &cancelled_);
  if (dropped()) return;
  products_.sweep = std::make_shared<const Sweep>(std::move(result));
  swept_ = order;
  publish();
}

void Workshop::map_all(const Order& order) {
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
  while (mapper_->refine(&cancelled_)) {
    products_.win_map_seconds =
        spent + std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
    products_.win_map = std::make_shared<const WinMap>(mapper_->map());
    publish();
  }
}

}  // namespace saddle::app
