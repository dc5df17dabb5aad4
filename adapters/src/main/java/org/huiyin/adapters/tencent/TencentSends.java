package org.huiyin.adapters.tencent;

import io.vertx.core.Future;
import java.util.function.BiFunction;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.Outbound.Media;
import org.huiyin.adapters.channel.SendOutcome;
import org.huiyin.adapters.tencent.TencentApi.Errand;

/** The steps of a send that both channels take alike. */
public final class TencentSends {
    private TencentSends() {}

    /** Uploads, then lets {@code send} go on with the vendor's word for the kind and the media id. */
    public static Future<SendOutcome> uploadThen(
            TencentApi api, Media media, Errand errand, BiFunction<String, String, Future<SendOutcome>> send) {
        return api.call(TencentMedia.upload(media), errand)
                .compose(answer -> answer.fold(
                        done -> {
                            String mediaId = done.body().path("media_id").asText();
                            return mediaId.isEmpty()
                                    ? Future.succeededFuture(notUploaded(unreadable()))
                                    : send.apply(TencentMedia.word(media.kind()), mediaId);
                        },
                        file -> Future.succeededFuture(notUploaded(unreadable())),
                        failed -> Future.succeededFuture(notUploaded(failed.outcome()))));
    }

    public static Future<SendOutcome> invalid(String detail) {
        return Future.succeededFuture(new SendOutcome.Rejected(FailureKind.INVALID_MESSAGE, "", detail));
    }

    /** An answer of the provider's own that says neither yes nor no: the message may have been taken. */
    public static SendOutcome unreadable() {
        return new SendOutcome.Unknown("the answer lacks what it must hold");
    }

    /** An upload reaches nobody, so one that was left unanswered may simply be repeated. */
    private static SendOutcome notUploaded(SendOutcome outcome) {
        return outcome instanceof SendOutcome.Unknown unknown
                ? SendOutcome.retry(FailureKind.PROVIDER_DOWN, unknown.detail())
                : outcome;
    }
}
