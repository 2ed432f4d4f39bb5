#include "saddle/model_service.h"

#include <condition_variable>
#include <mutex>

#include <gtest/gtest.h>

namespace saddle {
namespace {

constexpr const char* shipped = SADDLE_ASSETS "/models/digits.npz";

ModelService::Question picture(float ink) { return std::make_shared<const std::vector<float>>(784, ink); }

TEST(ModelService, ReadsAndAnswersWhenItsTurnComes) {
  ModelService service(shipped, Session::Threading::manual);
  EXPECT_EQ(service.latest()->model, nullptr) << "read on the caller's thread";
  EXPECT_TRUE(service.pump());
  ASSERT_NE(service.latest()->model, nullptr);
  EXPECT_FALSE(service.pump());
  const auto first = picture(0.1f), second = picture(0.7f);
  service.ask(first);
  service.ask(second);
  EXPECT_TRUE(service.pump());
  EXPECT_EQ(service.latest()->question, second) << "the newest";
  EXPECT_EQ(service.latest()->answer, Model::read(shipped).predict(*second));
  EXPECT_FALSE(service.pump());
}

TEST(ModelService, SaysWhyItCannotReadOrAnswer) {
  ModelService nowhere("/nowhere/m.npz", Session::Threading::manual);
  nowhere.pump();
  ASSERT_TRUE(nowhere.latest()->issue);
  EXPECT_EQ(nowhere.latest()->issue->where, "/nowhere/m.npz");
  ModelService service(shipped, Session::Threading::manual);
  service.ask(std::make_shared<const std::vector<float>>(3));
  service.pump();
  EXPECT_TRUE(service.latest()->issue);
  EXPECT_TRUE(service.latest()->answer.empty());
  const auto right = picture(0.5f);
  service.ask(right);
  service.pump();
  EXPECT_FALSE(service.latest()->issue) << "of a question that is over";
  EXPECT_EQ(service.latest()->answer, Model::read(shipped).predict(*right));
}

TEST(ModelService, AnswersOnAThreadOfItsOwn) {
  std::mutex mutex;
  std::condition_variable published;
  ModelService service(shipped, Session::Threading::worker, [&] {
    { const std::lock_guard lock(mutex); }
    published.notify_one();
  });
  const auto question = picture(0.3f);
  service.ask(question);
  std::unique_lock lock(mutex);
  ASSERT_TRUE(
      published.wait_for(lock, std::chrono::seconds(60), [&] { return service.latest()->question != nullptr; }));
  EXPECT_EQ(service.latest()->answer, Model::read(shipped).predict(*question));
}

TEST(ModelService, MayEndAtAnyTime) {
  for (int i = 0; i < 5; ++i) {
    ModelService service(shipped);
    service.ask(picture(0.2f));
  }
}

}  // namespace
}  // namespace saddle
