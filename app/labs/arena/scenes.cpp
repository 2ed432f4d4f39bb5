#include <algorithm>
#include <array>

#include "labs/arena/setup.h"
#include "saddle/catalog.h"

namespace saddle::app {
namespace {

constexpr int palette_size = 8;

struct Entrant {
  const char* optimizer;
  double learning_rate;
  Properties others = {};
};

ArenaSetup setup_of(const char* scene, const char* function, Point start, int steps, std::vector<Entrant> entrants) {
  ArenaSetup setup{.scene = scene,
                   .function = function,
                   .domain = make_function(function).domain,
                   .race = {.racers = {}, .start = start, .steps = steps}};
  for (Entrant& entrant : entrants) {
    add_racer(setup, entrant.optimizer);
    Properties& properties = setup.race.racers.back().optimizer.properties;
    properties = std::move(entrant.others);
    properties.insert_or_assign("learning_rate", entrant.learning_rate);
  }
  return setup;
}

ArenaSetup noisy(ArenaSetup setup, double noise) {
  setup.race.noise = noise;
  return setup;
}

ArenaSetup up_to(ArenaSetup setup, double highest) {
  setup.highest = highest;
  return setup;
}

}  // namespace

void add_racer(ArenaSetup& setup, const std::string& optimizer) {
  const Entry& entry = catalog::get(catalog::optimizers(), optimizer, "racers");
  std::array<int, palette_size> used{};
  for (const int color : setup.colors) ++used[static_cast<size_t>(color) % palette_size];
  setup.colors.push_back(static_cast<int>(std::ranges::min_element(used) - used.begin()));
  const auto same =
      std::ranges::count_if(setup.race.racers, [&](const Racer& r) { return r.optimizer.type == optimizer; });
  std::string name(entry.title);
  if (same > 0) name += " " + std::to_string(same + 1);
  setup.race.racers.push_back({.name = name, .optimizer = {optimizer, {}}});
}

void remove_racer(ArenaSetup& setup, size_t index) {
  setup.race.racers.erase(setup.race.racers.begin() + static_cast<std::ptrdiff_t>(index));
  setup.colors.erase(setup.colors.begin() + static_cast<std::ptrdiff_t>(index));
}

const std::vector<Scene>& scenes() {
  static const std::vector<Scene> table = {
      {"near-the-ridge", "Saddle points", "A saddle, from near its ridge",
       "SGD sticks where the slope vanishes; Momentum, RMSProp and Adam leave.",
       setup_of("near-the-ridge", "saddle", {-1.5, 0.001}, 120,
                {{"sgd", 0.02}, {"momentum", 0.02}, {"rmsprop", 0.02}, {"adam", 0.05}})},
      {"on-the-ridge", "Saddle points", "A saddle, from exactly on its ridge",
       "Along y the gradient is 0: nobody leaves, until you add noise.",
       setup_of("on-the-ridge", "saddle", {-1.5, 0}, 120,
                {{"sgd", 0.02}, {"momentum", 0.02}, {"rmsprop", 0.02}, {"adam", 0.05}})},
      {"monkey", "Saddle points", "A monkey saddle", "Flat to second order: leaving takes longer still.",
       setup_of("monkey", "monkey_saddle", {1.4, 0.05}, 150,
                {{"sgd", 0.02}, {"momentum", 0.01}, {"rmsprop", 0.02}, {"adam", 0.05}})},
      {"book-bowl", "The book", "The bowl of chapter 6.1",
       "From (-7, 2), 30 steps: SGD zigzags, AdaGrad goes straight in.",
       up_to(setup_of("book-bowl", "bowl", {-7, 2}, 30,
                      {{"sgd", 0.95}, {"momentum", 0.1}, {"adagrad", 1.5}, {"adam", 0.3}}),
             7)},
      {"book-descent", "The book", "Gradient descent of chapter 4.4",
       "From (-3, 4): a rate of 0.1 arrives, 10 explodes, a very small one stays.",
       setup_of("book-descent", "sphere", {-3, 4}, 20, {{"sgd", 0.1}, {"sgd", 10}, {"sgd", 1e-10}})},
      {"book-parabola", "The book", "The tangent of chapter 4.3",
       "A function of one variable, and the slope at each step.",
       setup_of("book-parabola", "parabola", {15, 0}, 60, {{"sgd", 5}, {"momentum", 1}})},
      {"rates", "Learning rates", "One bowl, four rates",
       "A small rate crawls, a large one throws it out; 1 is the limit along y.",
       setup_of("rates", "bowl", {-7, 2}, 60, {{"sgd", 0.05}, {"sgd", 0.5}, {"sgd", 0.97}, {"sgd", 1.01}})},
      {"noise", "Learning rates", "Noisy gradients", "As with mini-batches: large steps never settle.",
       noisy(setup_of("noise", "bowl", {-7, 2}, 200, {{"sgd", 0.5}, {"sgd", 0.05}, {"momentum", 0.05}, {"adam", 0.3}}),
             1)},
      {"rosenbrock", "Landscapes", "Along Rosenbrock's valley", "Into the valley is easy, along it is not.",
       setup_of("rosenbrock", "rosenbrock", {-1.2, 1}, 400,
                {{"sgd", 0.001}, {"momentum", 0.0005}, {"adagrad", 0.5}, {"adam", 0.1}})},
      {"himmelblau", "Landscapes", "Four minima", "Drag the start: who arrives where? See the win map.",
       setup_of("himmelblau", "himmelblau", {0, -2.5}, 100,
                {{"sgd", 0.01}, {"momentum", 0.005}, {"adagrad", 0.8}, {"adam", 0.2}})},
      {"beale", "Landscapes", "Beale's flat valley", "A gentle floor between walls that throw the careless out.",
       setup_of("beale", "beale", {1, 1.6}, 300,
                {{"sgd", 0.01}, {"momentum", 0.005}, {"rmsprop", 0.02}, {"adam", 0.1}})},
      {"dimples", "Landscapes", "Many minima", "Momentum rolls over dimples in which SGD stays.",
       setup_of("dimples", "rastrigin", {-1.7, 1.3}, 150,
                {{"sgd", 0.002}, {"momentum", 0.002}, {"rmsprop", 0.05}, {"adam", 0.2}})},
      {"plateau", "Landscapes", "Off a plain",
       "Where the gradient almost vanishes, a rate of its own for each coordinate helps.",
       setup_of("plateau", "plateau", {-3.5, 2}, 150,
                {{"sgd", 0.3}, {"momentum", 0.3}, {"rmsprop", 0.1}, {"adam", 0.2}})},
      {"ravine", "Landscapes", "A winding ravine", "Nesterov's look ahead tames what momentum overshoots.",
       setup_of("ravine", "ravine", {-4.2, 1.5}, 150,
                {{"sgd", 0.05}, {"momentum", 0.02}, {"nesterov", 0.02}, {"adam", 0.2}})},
      {"waves", "Landscapes", "Waves of one variable", "Momentum carries over the waves.",
       setup_of("waves", "wavy", {4.5, 0}, 100, {{"sgd", 0.05}, {"momentum", 0.05}, {"adam", 0.2}})},
  };
  return table;
}

}  // namespace saddle::app
