// Trains a network of two layers on XOR, and prints what it answers to each row of the truth table.
#include <cstdio>

#include "saddle/saddle.h"

int main() {
  saddle::Experiment experiment;
  experiment.data = {"gates", {{"gate", "xor"}}};
  experiment.network = {{.name = "hidden", .type = "dense", .properties = {{"units", 4}, {"init", "xavier"}}},
                        {.name = "bend", .type = "tanh"},
                        {.name = "answer", .type = "dense", .properties = {{"units", 1}, {"init", "xavier"}}}};
  experiment.loss = {"sigmoid_cross_entropy"};
  experiment.optimizer = {"adam", {{"learning_rate", 0.03}}};
  experiment.training = {{"batch_size", 4}, {"epochs", 1000}};

  saddle::Trainer trainer(experiment, saddle::load_dataset(experiment.data));
  for (int step = 0; step < 1000; ++step) trainer.step();

  for (const float a : {0.f, 1.f}) {
    for (const float b : {0.f, 1.f}) std::printf("%g xor %g = %.3f\n", a, b, trainer.predict({a, b}).back());
  }
  return trainer.evaluate(saddle::Dataset::Part::test).accuracy == 1 ? 0 : 1;
}
