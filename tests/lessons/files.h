#pragma once

#include <string>

#include "lessons/shelf.h"
#include "saddle/experiment_file.h"
#include "shell/assets.h"

namespace saddle::app {

inline std::filesystem::path lessons_folder() { return assets_directory() / "lessons"; }
inline std::vector<Preset> all_presets() { return presets_in(assets_directory() / "presets"); }

// A small lesson without a fault, which tests change.
inline std::string sound_lesson() {
  return R"(# All weights zero
> 가중치가 모두 0이면

- chapter: 6.2
- minutes: 4
- about: Why weights must differ at the start.
  > 가중치의 초깃값이 달라야 하는 까닭.

## Stage

- lab: network
- experiment: xor-learned
- set: training.epochs = 300; optimizer.learning_rate = 0.05
- panels: curves, plane
- live: rate, optimizer.*

## Look: The curve
> 곡선

See [the loss](mark:panel.curves)
of the net.

> 신경망의
> [손실](mark:panel.curves)을 보세요.

- point: optimizer.type

## Predict: What will it do?
> 어떻게 될까?

Choose, then press [Train](mark:train).

> 고른 다음 [학습](mark:train)을 누르세요.

- [ ] It grows
  > 커진다
  - ghost: 0 0.7, 100 2
  - because: It goes down the gradient.
    > 기울기를 따라 내려갑니다.
  - show: optimizer.learning_rate = 0.05; train 40
- [x] It falls
  > 줄어든다
- until: run.steps >= 100
- solve: train 120

## Explain: Why?
> 왜?

Say why.

> 까닭을 고르세요.

- [ ] By chance
  > 우연히
  - because: Five seeds do the same.
    > 시드 다섯 개가 모두 그렇습니다.
  - show: more 20
- [x] Down the gradient
  > 기울기를 따라

## Do: Faster
> 더 빠르게

Set the rate above 0.2.

> 학습률을 0.2보다 크게 하세요.

- until: optimizer.learning_rate > 0.2
- solve: optimizer.learning_rate = 0.3

## Claims

- claim: train 200 -> curves.train_loss.last < 0.6
)";
}

}  // namespace saddle::app
