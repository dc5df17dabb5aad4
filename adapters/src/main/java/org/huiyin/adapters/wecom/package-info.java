/** WeCom (企业微信), a self-built app: {@code qyapi.weixin.qq.com}. */
package org.huiyin.adapters.wecom;
